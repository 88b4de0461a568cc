#!/usr/bin/env node
// Forge speaks to a native compiler; this answers in its place with the one from npm, which runs anywhere.
const { readFileSync } = require('node:fs')
const solc = require('solc')

if (process.argv.includes('--version')) {
  // Forge reads the target from the end of the version and knows no "Emscripten".
  const version = solc.version().replace('.Emscripten.clang', '.Linux.g++')
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version}`)
} else if (process.argv.includes('--standard-json')) {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8')))
} else {
  console.error('Only --version and --standard-json are understood.')
  process.exitCode = 1
}

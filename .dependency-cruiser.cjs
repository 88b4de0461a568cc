const only = (name, folders, library) => ({
  name,
  severity: 'error',
  comment: `only ${folders} import ${library}`,
  from: { path: '^web/', pathNot: `^web/(${folders})/|\\.test\\.ts$` },
  to: { path: `^node_modules/${library}` },
})

/** A stage may import those to the right of it, never those to the left. */
const stages = [
  ['pages'],
  ['ui'],
  ['files', 'ask'],
  ['gateway', 'orchestrator', 'viewer'],
  ['capture', 'captions', 'transcode', 'record', 'verify', 'network', 'payments'],
  ['ai'],
  ['avatar', 'codec'],
  ['chain'],
  ['protocol'],
]

const upward = stages.flatMap((folders, level) =>
  folders.map(folder => ({
    name: `${folder}-imports-down`,
    severity: 'error',
    comment:
      'arrows go one way: pages -> files, ask -> gateway | orchestrator | viewer -> capture, captions, transcode, record, verify, network, payments -> ai -> avatar, codec -> chain -> protocol',
    // A fuzz test may hold two sides of a wire against each other.
    from: { path: `^web/${folder}/`, pathNot: '\\.fuzz\\.test\\.ts$' },
    to: {
      path: `^web/(${
        stages
          .slice(0, level + 1)
          .flat()
          .filter(other => other !== folder)
          .join('|') || '-'
      })/`,
      pathNot: '/types\\.ts$',
    },
  })),
)

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...upward,
    {
      name: 'protocol-is-pure',
      severity: 'error',
      from: { path: '^web/protocol/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(web/(?!protocol/)|node_modules/(?!protons-runtime|uint8array|valibot|@noble/hashes))' },
    },
    {
      name: 'node-shares-only-words',
      severity: 'error',
      comment: 'the protocol, the events of the pages, how peers sign, and the ABIs of the contracts',
      from: { path: '^node-headless/' },
      to: {
        path: '^web/(?!protocol/)',
        pathNot: '^web/(pages/host|network/signature|chain/contracts\\.gen)\\.ts$',
      },
    },
    {
      name: 'contracts-share-only-their-abis',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { path: '^(web|node-headless|e2e|bench)/', pathNot: '^web/chain/contracts\\.gen\\.ts$' },
    },
    {
      name: 'web-knows-no-node',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(node-headless|contracts|e2e|bench)/' },
    },
    {
      name: 'models-and-web-share-the-registry',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^models/', pathNot: '^models/(registry|hub)\\.json$' },
    },
    {
      name: 'models-know-the-registry',
      severity: 'error',
      from: { path: '^models/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(web|node-headless|contracts|e2e|bench)/', pathNot: '^web/ai/registry\\.ts$' },
    },
    {
      name: 'viem-in-chain-of-node',
      severity: 'error',
      comment: 'only node-headless/chain and contracts import viem',
      from: { path: '^node-headless/(?!chain/)', pathNot: '\\.test\\.ts$' },
      to: { path: '^node_modules/(viem|@wagmi/core)/' },
    },
    only('libp2p-in-network', 'network', '(libp2p|@libp2p|@multiformats)/'),
    only('mediabunny-in-media', 'capture|transcode|record|viewer|files', '(mediabunny|@mediabunny)/'),
    only('viem-in-chain', 'chain', '(viem|@wagmi/core)/'),
    only('curve-in-chain', 'chain', '@bitauth/libauth/'),
    only('onnxruntime-in-ai', 'ai', 'onnxruntime-'),
    only('svelte-in-pages', 'pages|ui', 'svelte/'),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default'],
    },
  },
}

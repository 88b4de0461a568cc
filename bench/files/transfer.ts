/** How fast the data of a file go from page to page, beside a bare data channel on a connection of its own, taken in turns. */
import { openMill } from '../../e2e/harness/mill.ts'
import type {} from '../pages/transfer.ts'
import { percentile, startTable } from '../table.ts'

const ROUNDS = 7
const BYTES = 32 * 1024 * 1024

const mill = await openMill({}, ['bench/pages/transfer.html'])
const open = async () => {
  const { page } = await mill.viewer(
    `${mill.url}/bench/pages/transfer.html?relay=${encodeURIComponent(mill.relay)}`,
  )
  await page.waitForFunction(() => 'transfer' in globalThis && transfer.addresses().length > 0)
  return page
}
const [from, to] = await Promise.all([open(), open()])
const where = await to.evaluate(() => ({ peer: transfer.peer, addresses: transfer.addresses() }))
const offer = await from.evaluate(() => transfer.offer())
const answer = await to.evaluate(given => transfer.answer(given), offer)
await from.evaluate(given => transfer.accept(given), answer)

const file: number[] = []
const bare: number[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  const target = { ...where, bytes: BYTES }
  file.push(
    await from.evaluate(({ peer, addresses, bytes }) => transfer.file(peer, addresses, bytes), target),
  )
  bare.push(await from.evaluate(bytes => transfer.bare(bytes), BYTES))
  await from.evaluate(() => transfer.reopen())
}
await mill.close()

const row = startTable('Data of a file from page to page, 32 MiB, median of 7', {
  way: 44,
  'MB/s': 8,
  ratio: 8,
  reach: 8,
})
const [fileRate, bareRate] = [percentile(file, 0.5), percentile(bare, 0.5)]
row({
  way: 'bare data channel, 64 KiB, 2 MiB of buffer',
  'MB/s': bareRate.toFixed(1),
  ratio: '1.00',
  reach: '',
})
row({
  way: 'data of a file, window of 1 MiB',
  'MB/s': fileRate.toFixed(1),
  ratio: (fileRate / bareRate).toFixed(2),
  reach: '>= 0.70',
})

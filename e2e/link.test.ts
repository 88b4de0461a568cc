import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser } from './harness/browser.ts'
import { openSite, type Site } from './harness/site.ts'
import type {} from './pages/link.ts'

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await openSite(['e2e/pages/link.html'])
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function openPage(): Promise<Page> {
  await page?.close()
  page = await browser.newPage()
  await page.goto(`${site.url}/e2e/pages/link.html`)
  await page.waitForFunction(() => 'links' in globalThis)
  return page
}

const carriers = [
  { name: 'RTP', kind: 'rtp', bridged: false },
  { name: 'data channels', kind: 'data', bridged: false },
  { name: 'bridged data channels', kind: 'data', bridged: true },
] as const

describe.each(carriers)('a link carried by $name', ({ kind, bridged }) => {
  beforeEach(async () => {
    await openPage()
    if (bridged) await page.evaluate(() => links.keepChannels())
  })

  test('delivers chunks of 1 byte to 1 MB, of several tracks, whole and in order, both ways at once', async () => {
    const sizes = [1, 2, 1199, 32_768, 32_769, 5, 262_144, 1_000_000, 1, 400_000, 0, 7]
    const specs = sizes.flatMap((size, index) =>
      [0, 3, 15].map(track => ({
        track,
        key: index % 4 === 0,
        segment: index >> 2,
        timestamp: index * 33_333.5,
        duration: 33_333,
        size,
      })),
    )
    const result = await page.evaluate(
      async ([kind, specs, queued]) => {
        const ends = await links.pair([kind])
        const sent: boolean[][] = []
        // What waits is little enough that even a link that gives next to nothing drops none of it.
        for (let from = 0, to = 0; from < specs.length; from = to) {
          for (let bytes = 0; to < specs.length && bytes <= queued; to += 1) bytes += specs[to]?.size ?? 0
          const group = specs.slice(from, to)
          sent.push(...(await Promise.all(ends.map(({ worker, id }) => worker.send(id, group)))))
          await Promise.all(ends.map(({ worker, id }) => worker.arrived(id, to)))
        }
        const arrived = await Promise.all(ends.map(({ worker, id }) => worker.arrived(id, specs.length)))
        const states = await Promise.all(ends.map(({ worker, id }) => worker.state(id)))
        return { sent, arrived, states }
      },
      [kind, specs, 200_000] as const,
    )
    expect(result.sent.flat()).not.toContain(false)
    for (const arrived of result.arrived) {
      for (const track of [0, 3, 15]) {
        const expected = specs
          .filter(spec => spec.track === track)
          .map(spec => ({ ...spec, intact: true, lost: false }))
        expect(arrived.filter(arrival => arrival.track === track)).toEqual(expected)
      }
    }
    for (const state of result.states) expect(state).toMatchObject({ carrier: kind, dropped: 0 })
  })

  test('tells of a chunk that never comes, and of none that only comes late', async () => {
    const arrived = await page.evaluate(async kind => {
      const { raw, end } = await links.rawPair([kind])
      const spec = (index: number) => ({
        track: 1,
        key: false,
        segment: 0,
        timestamp: index,
        duration: 0,
        size: 100,
      })
      const frame = (index: number) => links.frame(spec(index), index)
      await raw.worker.send([frame(0), frame(2), frame(1), frame(4), frame(5)])
      await end.worker.arrived(end.id, 5)
      // Too late, twice, and after a drop that the sender tells of.
      await raw.worker.send([frame(3), frame(5), links.frame(spec(6), 6, true), frame(7)])
      return end.worker.arrived(end.id, 7)
    }, kind)
    expect(arrived.map(({ timestamp, lost }) => [timestamp, lost])).toEqual([
      [0, false],
      [1, false],
      [2, false],
      [4, true],
      [5, false],
      [6, true],
      [7, false],
    ])
  })

  test('drops whole GOPs when it is late, says so, and goes on at a key', async () => {
    const { specs, sent, arrived, dropped, resumed } = await page.evaluate(async kind => {
      const [from, to] = await links.pair([kind])
      if (from === undefined || to === undefined) throw new Error('two ends')
      const spec = (index: number, size: number) => ({
        track: 2,
        key: index % 10 === 0,
        segment: 0,
        timestamp: index,
        duration: 0,
        size,
      })
      // More at once than any link may hold; once its rate is known, one second of it is the limit.
      await from.worker.state(from.id)
      const specs = Array.from({ length: 65 }, (_, index) => spec(index, 400_000))
      const sent = await from.worker.send(from.id, specs)
      const kept = sent.filter(Boolean).length
      await to.worker.arrived(to.id, kept)
      const late = Array.from({ length: 10 }, (_, index) => spec(65 + index, 1000))
      const resumed = await from.worker.send(from.id, late)
      const arrived = await to.worker.arrived(to.id, kept + resumed.filter(Boolean).length)
      return { specs, sent, arrived, dropped: sent.length - kept, resumed }
    }, kind)
    expect(dropped).toBeGreaterThan(0)
    // Nothing of a GOP is taken after one of its chunks was dropped.
    for (const [index, taken] of sent.entries()) {
      if (taken && !specs[index]?.key) expect(sent[index - 1]).toBe(true)
    }
    // 65..69 belong to the GOP that was dropped, 70 is a key.
    expect(resumed).toEqual([false, false, false, false, false, true, true, true, true, true])
    expect(arrived.every(({ intact }) => intact)).toBe(true)
    const taken = sent.flatMap((each, index) => (each ? [index] : []))
    expect(arrived.map(({ timestamp }) => timestamp)).toEqual([...taken, 70, 71, 72, 73, 74])
    for (const [index, { timestamp, lost }] of arrived.entries()) {
      const before = arrived[index - 1]?.timestamp ?? -1
      expect(lost, `chunk ${timestamp}`).toBe(timestamp !== before + 1)
    }
  })

  test('carries control messages beside the chunks, bounded', async () => {
    const result = await page.evaluate(async kind => {
      const [from, to] = await links.pair([kind])
      if (from === undefined || to === undefined) throw new Error('two ends')
      const sizes = [0, 1, 1000, 65_536]
      const heard = new Promise<number[]>(resolve => {
        const seen: number[] = []
        to.link.control.onmessage = bytes => {
          seen.push(bytes.every(byte => byte === 7) ? bytes.byteLength : -1)
          if (seen.length === sizes.length) resolve(seen)
        }
      })
      for (const size of sizes) from.link.control.send(new Uint8Array(size).fill(7))
      const seen = await heard
      try {
        from.link.control.send(new Uint8Array(65_537))
      } catch (thrown) {
        return { sizes, seen, code: links.code(thrown as Error) }
      }
      return { sizes, seen, code: undefined }
    }, kind)
    expect(result.seen).toEqual(result.sizes)
    expect(result.code).toBe('too-large')
  })

  test.each(['offer', 'answer', 'worker', 'abort'] as const)('closes from either side: %s', async who => {
    const reasons = await page.evaluate(
      async ([kind, who]) => {
        const [offer, answer] = await links.pair([kind])
        if (offer === undefined || answer === undefined) throw new Error('two ends')
        if (who === 'offer') offer.link.close()
        if (who === 'answer') answer.link.close()
        if (who === 'worker') await offer.worker.close(offer.id)
        if (who === 'abort') offer.abort.abort(new Error('enough'))
        const reasons = await Promise.all([offer.link.closed, answer.link.closed])
        await Promise.all([offer.worker.closed(offer.id), answer.worker.closed(answer.id)])
        const spec = { track: 0, key: true, segment: 0, timestamp: 0, duration: 0, size: 1 }
        const after = await offer.worker.send(offer.id, [spec])
        return { reasons: reasons.map(links.code), after }
      },
      [kind, who] as const,
    )
    expect(reasons).toEqual({
      reasons: [who === 'abort' ? 'internal' : undefined, undefined],
      after: [false],
    })
  })

  test('ends with a reason when the other side sends garbage; other links go on', async () => {
    const result = await page.evaluate(async kind => {
      const [from, to] = await links.pair([kind])
      if (from === undefined || to === undefined) throw new Error('two ends')
      const spec = { track: 0, key: true, segment: 0, timestamp: 0, duration: 0, size: 5000 }
      const good = links.frame(spec, 0)
      const garbage = [
        crypto.getRandomValues(new Uint8Array(3000)).fill(0xff, 0, 1),
        good.slice(0, 100),
        new Uint8Array(27),
        Uint8Array.from(good, (byte, index) => (index === 3 ? 255 : byte)),
      ]
      const codes = []
      for (const frame of garbage) {
        const { raw, end } = await links.rawPair([kind])
        await raw.worker.send([good, frame])
        codes.push(links.code(await end.link.closed))
        await end.worker.closed(end.id)
        await raw.link.closed
      }
      await from.worker.send(from.id, [spec])
      return { codes, others: (await to.worker.arrived(to.id, 1)).length }
    }, kind)
    expect(result).toEqual({ codes: Array(4).fill('bad-message'), others: 1 })
  })

  test('twenty links opened and closed leave nothing behind', async () => {
    await page.evaluate(kind => links.openAndClose(20, [kind]), kind)
    const session = await page.context().newCDPSession(page)
    const alive = async (name: string) => {
      await session.send('HeapProfiler.collectGarbage')
      const { result } = await session.send('Runtime.evaluate', { expression: `${name}.prototype` })
      const { objects } = await session.send('Runtime.queryObjects', {
        prototypeObjectId: result.objectId ?? '',
      })
      const { result: count } = await session.send('Runtime.callFunctionOn', {
        objectId: objects.objectId ?? '',
        functionDeclaration: 'function () { return this.length }',
        returnByValue: true,
      })
      await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' })
      return count.value as number
    }
    for (const name of [
      'RTCPeerConnection',
      'RTCDataChannel',
      'MediaStreamTrackGenerator',
      'RTCRtpScriptTransform',
    ]) {
      await expect.poll(() => alive(name), { timeout: 60_000, message: name }).toBe(0)
    }
  })
})

describe('the self-check', () => {
  beforeEach(openPage)

  test.each([
    ['offer', 'absent'],
    ['answer', 'absent'],
    ['offer', 'mute'],
  ] as const)('falls back to data channels: %s side, transforms %s', async (side, how) => {
    expect(
      await page.evaluate(([side, how]) => links.crippledPair(side, how, ['rtp', 'data']), [
        side,
        how,
      ] as const),
    ).toEqual(['data', 'data'])
  })

  test('without a carrier in common the link fails with a reason', async () => {
    const [offer] = await page.evaluate(() => links.crippledPair('offer', 'mute', ['rtp']))
    expect(offer).toBe('link-failed')
  })
})

describe('hostile signals', () => {
  beforeAll(openPage)
  const hello = { connection: 0, kind: 'hello', body: '{"carriers":["rtp","data"]}' }
  const candidate = {
    connection: 0,
    kind: 'candidate',
    body: '{"candidate":"candidate:1 1 udp 1 ::1 1 typ host"}',
  }
  const offer = { connection: 0, kind: 'offer', body: '{"sdp":"v=0"}' }

  test.each([
    ['no signal at all', 'answer', [42]],
    ['a body that is no JSON', 'answer', [{ ...offer, body: '{' }]],
    ['a description that is none', 'answer', [offer]],
    ['an answer to nothing', 'answer', [{ ...offer, kind: 'answer' }]],
    ['a hello from the offering side', 'answer', [hello]],
    ['an offer from the answering side', 'offer', [offer]],
    ['two hellos', 'offer', [hello, hello]],
    ['a connection too many', 'answer', [{ ...offer, connection: 4 }]],
    ['candidates without end', 'offer', Array(1000).fill(candidate)],
  ] as const)('%s ends the link', async (_, side, signals) => {
    expect(
      await page.evaluate(([side, signals]) => links.signalled(side, [...signals]), [side, signals] as const),
    ).toBe('bad-message')
  })
})

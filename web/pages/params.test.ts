import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askParams, contributeParams, filesParams, stakeParams, streamParams, watchParams } from './params.ts'
import { isRelayAddress } from './query.ts'

const RELAY = '/ip4/127.0.0.1/tcp/9090/ws/p2p/12D3KooWAbc'

test('without parameters a stream page has its defaults', () => {
  expect(streamParams('')).toEqual({
    file: '',
    source: 'camera',
    loop: false,
    title: '',
    rungs: ['480p', '720p', '1080p'],
    codec: 'h264',
    segmentMs: 1000,
    maxFramerate: 0,
    live: false,
    home: false,
    portrait: '',
    backdrop: '',
    captions: false,
    objects: false,
    rules: [],
    record: false,
    faults: [],
    developer: false,
    maxPrice: undefined,
    minStake: 0n,
    weights: 'default',
    relays: [],
    problems: [],
  })
})

test('every control of the stream page can be set in the address', () => {
  const search = `?relay=${RELAY}&relay=${RELAY}2&file=/film.mp4&objects=1&moderate=person=blur,coffee+cup=warn&loop=1&title=%20My%20film&rungs=240p,1080p&codec=av1&segment=2000&framerate=30&live=1&maxprice=80&minstake=1.5&weights=livepeer`
  expect(streamParams(search)).toEqual({
    file: '/film.mp4',
    source: 'file',
    loop: true,
    title: 'My film',
    rungs: ['240p', '1080p'],
    codec: 'av1',
    segmentMs: 2000,
    maxFramerate: 30,
    live: true,
    home: false,
    portrait: '',
    backdrop: '',
    captions: false,
    objects: true,
    rules: [
      { label: 'person', action: 'blur' },
      { label: 'coffee cup', action: 'warn' },
    ],
    record: false,
    faults: [],
    developer: false,
    maxPrice: 80,
    minStake: 1_500_000_000_000_000_000n,
    weights: 'livepeer',
    relays: [RELAY, `${RELAY}2`],
    problems: [],
  })
})

test('nothing goes live by itself whose rules cannot be read', () => {
  const { live, rules, problems } = streamParams('?file=/film.mp4&live=1&moderate=screen=blur')
  expect({ live, rules }).toEqual({ live: false, rules: [] })
  expect(problems).toEqual([expect.stringContaining('“screen=blur” is no rule.')])
  expect(problems[0]).toContain('exercise bike')
})

test('a budget is ether, and nothing else', () => {
  expect(streamParams('?budget=0.05').budget).toBe(5n * 10n ** 16n)
  expect(streamParams('').budget).toBeUndefined()
  for (const text of ['0', '-1', 'all', '1,5']) {
    const { budget, problems } = streamParams(`?budget=${text}`)
    expect(budget).toBeUndefined()
    expect(problems).toHaveLength(1)
  }
})

test('a camera never goes live by a link alone', () => {
  expect(streamParams('?live=1').live).toBe(false)
  expect(streamParams('?live=1&source=screen').live).toBe(false)
  expect(streamParams('?live=1&source=whip').live).toBe(true)
})

test('what is not known is said and replaced by the default', () => {
  const params = streamParams(
    '?codec=h265&rungs=480p,8k&segment=1500&framerate=12&loop=yes&maxprice=-1&minstake=1,5&weights=mine&relay=example.org',
  )
  expect(params).toMatchObject({
    codec: 'h264',
    rungs: ['480p', '720p', '1080p'],
    segmentMs: 1000,
    maxFramerate: 0,
    loop: false,
    relays: [],
  })
  expect(params.problems).toHaveLength(9)
  expect(params.problems.join()).toContain('h265')
})

test('jobs are whole and bounded; the benchmark is only skipped when they are given', () => {
  expect(contributeParams('?jobs=2&start=1&benchmark=0')).toMatchObject({
    jobs: 2,
    start: true,
    benchmark: false,
    problems: [],
  })
  expect(contributeParams('?benchmark=0')).toMatchObject({ jobs: undefined, benchmark: true })
  for (const jobs of ['0', '17', '1.5', 'many', '']) {
    expect(contributeParams(`?jobs=${jobs}`)).toMatchObject({ jobs: undefined })
    expect(contributeParams(`?jobs=${jobs}`).problems).toHaveLength(1)
  }
})

test('the watch page takes quality and mute', () => {
  expect(watchParams('?quality=720p&muted=1')).toEqual({ quality: '720p', muted: true, hls: false })
  expect(watchParams('?hls=1').hls).toBe(true)
  expect(watchParams('')).toEqual({ quality: 'auto', muted: false, hls: false })
})

test('a relay address names its peer', () => {
  expect(isRelayAddress(RELAY)).toBe(true)
  for (const wrong of ['', '/ip4/127.0.0.1/tcp/1/ws', 'p2p/abc', `/${'x'.repeat(300)}/p2p/abc`, 7, null]) {
    expect(isRelayAddress(wrong)).toBe(false)
  }
})

test('no address breaks a page', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('rungs', 'codec', 'jobs', 'relay', 'loop', 'title'),
      (text, name) => {
        const search = `?${name}=${encodeURIComponent(text)}&${text}`
        const stream = streamParams(search)
        expect(stream.rungs.length).toBeGreaterThan(0)
        expect(stream.relays.every(isRelayAddress)).toBe(true)
        contributeParams(search)
        watchParams(search)
      },
    ),
  )
})

test('an address of the stake page may name an orchestrator', () => {
  const address = `0x${'aB'.repeat(20)}`
  expect(stakeParams(`?orchestrator=${address}&relay=${RELAY}`)).toEqual({
    orchestrator: address,
    relays: [RELAY],
    problems: [],
  })
  const { orchestrator, problems } = stakeParams('?orchestrator=0x12')
  expect(orchestrator).toBeUndefined()
  expect(problems).toHaveLength(1)
})

test('an avatar is made at home unless the address says otherwise, other effects where it says so, and those of files never', () => {
  const home = (search: string) => {
    const { home, problems } = streamParams(search)
    return [home, problems.length]
  }
  expect(home('')).toEqual([false, 0])
  expect(home('?effect=avatar')).toEqual([true, 0])
  expect(home('?effect=avatar&home=0')).toEqual([false, 0])
  expect(home('?effect=blur-faces')).toEqual([false, 0])
  expect(home('?effect=blur-faces&home=1')).toEqual([true, 0])
  expect(home('?effect=avatar&file=/film.mp4')).toEqual([false, 0])
  expect(home('?effect=avatar&file=/film.mp4&home=1')).toEqual([false, 1])
})

test('a picture in place of the camera’s is made at home, or not at all', () => {
  const of = (search: string) => {
    const { effect, home, portrait, problems } = streamParams(search)
    return { id: effect?.id, home, portrait, problems: problems.length }
  }
  const search = '?effect=portrait&portrait=/me.jpg'
  expect(of(search)).toEqual({ id: 'portrait', home: true, portrait: '/me.jpg', problems: 0 })
  expect(of(`${search}&home=0`)).toMatchObject({ id: 'portrait', home: true, problems: 1 })
  expect(of(`${search}&file=/film.mp4`)).toMatchObject({ id: undefined, home: false, problems: 1 })
  expect(of(`${search}&source=whip`)).toMatchObject({ id: undefined, home: false, problems: 1 })
})

test('a background is one of ours, or the address of a picture; without its effect nothing comes of it', () => {
  const of = (search: string) => {
    const { effect, backdrop } = streamParams(search)
    return { named: effect?.backdrop, backdrop }
  }
  const search = '?effect=replace-background&file=/film.mp4'
  expect(of(`${search}&backdrop=hills`)).toEqual({ named: 'hills', backdrop: '' })
  expect(of(`${search}&backdrop=/room.jpg`)).toEqual({ named: undefined, backdrop: '/room.jpg' })
  expect(of(search)).toEqual({ named: undefined, backdrop: '' })
  expect(of('?effect=blur-background&backdrop=/room.jpg')).toEqual({ named: undefined, backdrop: '' })
})

test('a price is a whole number of wei, zero among them', () => {
  expect(contributeParams('')).toMatchObject({ price: 60, problems: [] })
  expect(contributeParams('?price=0')).toMatchObject({ price: 0, problems: [] })
  expect(contributeParams('?price=75')).toMatchObject({ price: 75, problems: [] })
  for (const wrong of ['-1', '1.5', 'free', '', '1e3', '1000000000001']) {
    expect(contributeParams(`?price=${wrong}`)).toMatchObject({ price: 60 })
    expect(contributeParams(`?price=${wrong}`).problems).toHaveLength(1)
  }
})

test('every control of the files page can be set in the address', () => {
  expect(filesParams('')).toMatchObject({
    file: '',
    container: 'mp4',
    codec: 'h264',
    sizes: ['720p'],
    sound: true,
    shape: 'all',
    fit: 'crop',
  })
  const search =
    '?file=/film.mp4&container=webm&codec=av1&rungs=240p,1080p&framerate=24&sound=0&shape=1:1&fit=bars&maxprice=80'
  expect(filesParams(search)).toMatchObject({
    ...{ file: '/film.mp4', container: 'webm', codec: 'av1', sizes: ['240p', '1080p'] },
    ...{ maxFramerate: 24, sound: false, shape: '1:1', fit: 'bars', maxPrice: 80, problems: [] },
  })
  expect(filesParams('?container=webm').codec).toBe('vp9')
  expect(filesParams('?container=webm&codec=h264')).toMatchObject({
    codec: 'vp9',
    problems: ['WebM cannot hold H.264: VP9 is used.'],
  })
})

test('a request is an address, too; what it cannot be is said', () => {
  expect(askParams('?task=objects&file=/cat.png&start=1&maxprice=80')).toMatchObject({
    ...{ file: '/cat.png', task: { id: 'objects', strength: 1 }, start: true, maxPrice: 80, problems: [] },
  })
  expect(askParams('?task=style-neon&strength=0.5&start=1')).toMatchObject({
    ...{ task: { id: 'style-neon', strength: 0.5 }, start: false },
  })
  expect(askParams('?task=imagine&words=a%20red%20boat&seed=7&start=1')).toMatchObject({
    ...{ task: { id: 'imagine' }, words: 'a red boat', seed: 7, start: true, problems: [] },
  })
  expect(askParams('?task=imagine-clip&words=a%20red%20boat&start=1')).toMatchObject({
    ...{ task: { id: 'imagine-clip' }, words: 'a red boat', start: true, problems: [] },
  })
  expect(askParams('?task=imagine&file=/cat.png&seed=4294967296&start=1')).toMatchObject({
    ...{ words: '', seed: undefined, start: false, problems: [expect.stringContaining('seed')] },
  })
  const { task, problems } = askParams('?task=blur-faces&strength=2')
  expect(task).toEqual({ id: 'style-oil', strength: 1 })
  expect(problems).toHaveLength(2)
})

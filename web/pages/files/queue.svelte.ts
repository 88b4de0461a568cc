import type { LaneSupply } from '../../files/types.ts'
import { type Habits, orderFrom } from './draft.ts'
import { createItem, type Input, type Item } from './item.svelte.ts'

export type Queue = ReturnType<typeof createQueue>

/** Files one after another. @param supply finds who works on them, once there is a network */
export function createQueue(supply: Promise<LaneSupply>, habits: () => Habits) {
  let items: Item[] = $state.raw([])
  let opening = Promise.resolve()
  let running = false

  async function run(): Promise<void> {
    if (running) return
    running = true
    const lanes = await supply.catch(() => undefined)
    for (;;) {
      const next = items.find(({ state }) => state === 'queued')
      if (next === undefined || lanes === undefined) break
      await next.work(lanes)
    }
    running = false
  }

  return {
    get items() {
      return items
    },
    /** Opens files one after another; those that cannot be opened say why, and the others go on. */
    async add(inputs: Input[]): Promise<Item[]> {
      const added = inputs.map(input => createItem(input, habits))
      items = [...items, ...added]
      for (const item of added) opening = opening.then(item.open)
      await opening
      return added
    },
    /** Queues all that is ready, for the downloads; a form with a mistake in it keeps its file back. */
    startAll(): void {
      for (const item of items) {
        const { state, info, draft } = item
        if (state !== 'ready' || info === undefined || draft === undefined) continue
        const result = orderFrom(info, $state.snapshot(draft))
        if ('order' in result) item.queue(result.order, undefined)
      }
      void run()
    },
    remove(item: Item): void {
      items = items.filter(other => other !== item)
      item.close()
    },
    /** Begins with what is queued, if nothing is in work. */
    run,
  }
}

const timers = new Map<number, ReturnType<typeof setInterval>>()

/** `period` in ms starts the timer of that id; without one it stops. */
addEventListener('message', ({ data }: MessageEvent<{ id: number; period?: number }>) => {
  clearInterval(timers.get(data.id))
  timers.delete(data.id)
  if (data.period === undefined) return
  timers.set(
    data.id,
    setInterval(() => postMessage(data.id), data.period),
  )
})

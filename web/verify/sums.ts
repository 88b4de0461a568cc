export function average(values: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < values.length; index += 1) sum += values[index] as number
  return sum / values.length
}

export function clamped(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value))
}

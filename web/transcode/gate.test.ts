import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

const settle = () => new Promise(resolve => setImmediate(resolve))

function open() {
  let now = 0
  const rests: number[] = []
  const gate = createGate(
    () => now,
    async ms => {
      rests.push(ms)
      now += ms
    },
  )
  const pass = (ms: number) => {
    now += ms
  }
  return { gate, rests, pass }
}

test('work goes as far as it is paid, and tells for how long it waits', async () => {
  const { gate, pass } = open()
  gate.setAllowance(100)
  await gate.pass(100)
  let passed = false
  const waiting = gate.pass(150).then(() => {
    passed = true
  })
  await settle()
  pass(70)
  gate.setAllowance(149)
  await settle()
  expect([passed, gate.unpaid()]).toEqual([false, 70])
  gate.setAllowance(150)
  await waiting
  expect(gate.unpaid()).toBe(0)
})

test('with a quarter of the time it rests three times as long as it works', async () => {
  const { gate, rests, pass } = open()
  await gate.pass(1)
  pass(10)
  await gate.pass(2)
  gate.setShare(0.25)
  pass(10)
  await gate.pass(3)
  expect(rests).toEqual([30])
})

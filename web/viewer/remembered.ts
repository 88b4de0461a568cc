/** A choice of whoever watches, off at first and remembered for every stream of this page. */
export function createRemembered(key: string) {
  let on = read(key)
  return {
    on: () => on,
    toggle() {
      on = !on
      write(key, on)
    },
  }
}

// Pages that may keep nothing have the choice all the same.
function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'on'
  } catch {
    return false
  }
}

function write(key: string, on: boolean): void {
  try {
    localStorage.setItem(key, on ? 'on' : 'off')
  } catch {}
}

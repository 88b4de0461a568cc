import { MillraceError } from '../protocol/errors.ts'

/** What getUserMedia or getDisplayMedia threw, with the next step. @param what e.g. `camera or microphone` */
export function toPermissionError(cause: unknown, what: string): MillraceError {
  const name = cause instanceof DOMException ? cause.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new MillraceError('no-permission', `The browser was not allowed to use the ${what}.`, {
        hint: 'Allow it in the site settings beside the address (and in those of the system), then try again.',
        docs: 'camera-and-microphone',
        cause,
      })
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new MillraceError('not-found', `There is no such ${what}.`, {
        hint: 'Plug one in or choose another.',
        docs: 'camera-and-microphone',
        cause,
      })
    case 'NotReadableError':
    case 'AbortError':
      return new MillraceError('bad-input', `The ${what} cannot be started.`, {
        hint: 'Another program may be using it: close that, then try again.',
        docs: 'camera-and-microphone',
        cause,
      })
    case 'InvalidStateError':
      return new MillraceError(
        'no-permission',
        `The ${what} can only be shared after a click on this page.`,
        {
          hint: 'Press the button again.',
          docs: 'camera-and-microphone',
          cause,
        },
      )
    default:
      return new MillraceError('unsupported', `This browser gives no access to the ${what}.`, {
        hint: 'Open the page over https in a current Chrome or Edge.',
        docs: 'camera-and-microphone',
        cause,
      })
  }
}

import { MillraceError } from '../protocol/errors.ts'

export const unknownModel = (id: string) =>
  new MillraceError('not-found', `There is no AI model "${id}" here.`)

export const unreachable = (id: string, cause: unknown) =>
  new MillraceError('bad-model', `The AI model "${id}" could not be downloaded.`, {
    hint: 'Check the connection and try again.',
    cause,
  })

export const wrongBytes = (id: string) =>
  new MillraceError(
    'bad-model',
    `The AI model "${id}" is not the file that it should be, so it is not run.`,
    {
      hint: 'Reload the page: it and its models have to be of the same version.',
    },
  )

export const cannotRun = (id: string, cause: unknown) =>
  new MillraceError('bad-model', `The AI model "${id}" could not be run on this machine.`, {
    hint: 'Close other tabs to free memory, or choose another effect.',
    cause,
  })

export const tooLarge = (width: number, height: number) =>
  new MillraceError('too-large', `A picture of ${width}×${height} is too large for this effect.`, {
    hint: 'Send a smaller picture.',
  })

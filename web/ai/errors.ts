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

export const brokenDownload = (path: string, cause: unknown) =>
  new MillraceError('bad-model', `${path} could not be downloaded to its end.`, {
    hint: 'Check the connection, then go on with the download.',
    cause,
  })

export const wrongDownload = (path: string) =>
  new MillraceError(
    'bad-model',
    `${path} is not the file that it should be: it was deleted, and is not run.`,
    {
      hint: 'Download it again. If that does not help, its server has another version than this page knows.',
    },
  )

export const noRoom = (needed: number, free: number) =>
  new MillraceError(
    'too-large',
    `There is no room for the model: ${inGb(needed)} are needed, and this browser may use ${inGb(free)} more.`,
    { hint: 'Free some space on the disk, then try again.' },
  )

const inGb = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

export const inOtherTab = (cause: unknown) =>
  new MillraceError('busy', 'Another tab of this browser is at the files of this model.', {
    hint: 'Close it, or wait until it is done.',
    cause,
  })

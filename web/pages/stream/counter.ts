import { toError } from '../../protocol/errors.ts'
import type { Counter } from '../host.ts'

/**
 * Answers those who come to a server of the node, until `over` resolves. The next one does not wait until this one is
 * answered.
 * @param handle returns the answer, or throws why there is none
 */
export async function answerAll<Ask extends { id: string }>(
  { next, reply }: Counter<Ask>,
  over: Promise<undefined>,
  handle: (ask: Ask) => Promise<string>,
): Promise<void> {
  for (;;) {
    const ask = await Promise.race([next(), over])
    if (ask === undefined) return
    const { id } = ask
    handle(ask).then(
      answer => reply({ id, answer }),
      thrown => {
        const { code, message, hint = '' } = toError(thrown)
        reply({ id, code, message: `${message} ${hint}`.trim() })
      },
    )
  }
}

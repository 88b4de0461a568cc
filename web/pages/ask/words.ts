import { effectBytes } from '../../ai/effect.ts'
import type { AskEvent } from '../../ask/types.ts'
import { ASKABLE, type AskId } from '../../protocol/ask.ts'
import { CAPTIONS } from '../../protocol/captions.ts'
import { IMAGINE_CLIP } from '../../protocol/imagine.ts'
import { bytes, shortPeer } from '../../ui/format.ts'

/** A task as people know it; one that a later version has forgotten by its id. */
export function nameOf(id: string): string {
  return ASKABLE.find(task => task.id === id)?.name ?? id
}

/** What is being done now, and how far it is; undefined: that cannot be told. */
export function progressInWords(
  event: AskEvent | undefined,
  id: AskId,
): { text: string; share: number | undefined } {
  if (event === undefined) return { text: 'Getting it ready', share: undefined }
  if (event.kind === 'searching') return { text: 'Looking for an orchestrator', share: undefined }
  const peer = shortPeer(event.peer)
  if (event.kind === 'failed')
    return { text: `…${peer} did not do it: the next one is asked`, share: undefined }
  if (event.kind === 'checking') return { text: 'Doing it again here, to check it', share: undefined }
  const { stage, share } = event
  switch (stage) {
    case 'connecting':
      return { text: `Connecting to …${peer}`, share: undefined }
    case 'sending':
      return { text: `Sending it to …${peer}`, share }
    case 'loading':
      return {
        text: `…${peer} loads the model, ${bytes(share * effectBytes(id))} of ${bytes(effectBytes(id))}`,
        share,
      }
    case 'running':
      if (id === IMAGINE_CLIP.id) return { text: `…${peer} paints the frames`, share }
      return id === CAPTIONS.id
        ? { text: `…${peer} writes down what is said`, share }
        : { text: `…${peer} runs the model`, share: undefined }
    case 'taking':
      return { text: 'The result is coming', share }
  }
}

import { HEARING_BYTES, HEARING_MODELS } from './hearingmodels.ts'
import { loadModel, type OnProgress } from './load.ts'
import { type Session, startSession } from './session.ts'
import { type Speech, startSpeech } from './speech.ts'
import { startVoice, type Voice } from './voice.ts'

/** Whether somebody speaks, and what is said, in English. Lives in a Worker. */
export type Hearing = { voice: Voice; speech: Speech }

export type HearingSessions = { voice: Session; encoder: Session; decoder: Session }

/**
 * Downloads what is needed, checks it, and makes it ready. On the CPU: its steps are too small for others.
 * @param onprogress share of the download
 * @throws MillraceError bad-model
 */
export async function openHearing(onprogress?: OnProgress): Promise<Hearing> {
  return startHearing(await openHearingSessions(onprogress))
}

export function startHearing({ voice, encoder, decoder }: HearingSessions): Hearing {
  return { voice: startVoice(voice), speech: startSpeech(encoder, decoder) }
}

/** The same, before it hears. @throws as `openHearing` */
export async function openHearingSessions(onprogress: OnProgress = () => {}): Promise<HearingSessions> {
  const shares = HEARING_MODELS.map(() => 0)
  const bytes = await Promise.all(
    HEARING_MODELS.map((model, index) =>
      loadModel(model, share => {
        shares[index] = share * model.bytes
        onprogress(shares.reduce((sum, done) => sum + done, 0) / HEARING_BYTES)
      }),
    ),
  )
  const open = async (index: 0 | 1 | 2): Promise<Session> =>
    startSession(HEARING_MODELS[index], bytes[index] as Uint8Array, 'wasm', 'wasm')
  // The first one to be opened starts the threads for all.
  const decoder = await open(2)
  const encoder = await open(1)
  return { voice: await open(0), encoder, decoder }
}

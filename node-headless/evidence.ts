import { readFile } from 'node:fs/promises'
import { isSignedBy } from '../web/network/signature.ts'
import { checkEvidence, type Evidence, type Proof, readEvidence } from '../web/protocol/evidence.ts'
import { type ImagineId, isPainted } from '../web/protocol/imagine.ts'
import { readWish } from '../web/protocol/wish.ts'

/**
 * What a file of evidence from the stream, files or ask page proves, in plain words, a line each.
 * @throws MillraceError bad-input when it is none
 */
export async function explainEvidence(file: string): Promise<string[]> {
  const evidence = readEvidence(await readFile(file, 'utf8'))
  return explain(evidence, await checkEvidence(evidence, isSignedBy))
}

const told = (covered: boolean | undefined) => (covered ? 'tells of' : 'does not tell of')

function explain(evidence: Evidence, proof: Proof): string[] {
  const { peer, job, reason, at, renditions, receipt } = evidence
  const isAnswer = renditions.length === 0
  return [
    `${new Date(at).toISOString()}, ${job}${isAnswer ? '' : `, segment ${receipt.segment}`}: ${reason}`,
    proof.signed
      ? `The receipt is signed by ${peer}.`
      : `The receipt is NOT signed by ${peer}: this proves nothing.`,
    ...(isAnswer ? explainAnswer(evidence, proof) : explainSegment(evidence, proof)),
  ]
}

function explainSegment({ receipt }: Evidence, { frames, source, closed }: Proof): string[] {
  return [
    `It ${told(frames)} the rendition's frames in here.`,
    source === undefined
      ? 'Frames were lost on the way, so that nobody can tell whether it is about the source in here.'
      : `It ${told(source)} the source's frames in here.`,
    closed
      ? 'The source can be decoded from these alone.'
      : 'To decode the source, earlier frames are needed that the receipt does not cover.',
    ...(receipt.effect
      ? [
          `It says that the effect “${receipt.effect.id}” was applied to them first, at strength ${receipt.effect.strength}.`,
        ]
      : []),
    'Whether the pictures differ, who decodes both sees.',
  ]
}

function explainAnswer({ receipt, source: sent }: Evidence, { frames, source }: Proof): string[] {
  const id = receipt.effect?.id
  return [
    ...(isPainted(id) ? wishInWords(sent[0]?.data, id) : []),
    `It ${told(source)} what is in here that went out.`,
    `It ${told(frames)} the answer in here.`,
    `It says that “${id}” was done to it, at strength ${receipt.effect?.strength}.`,
    'Whether it was, who does it again sees.',
  ]
}

function wishInWords(sent: Uint8Array | undefined, id: ImagineId): string[] {
  try {
    const { words, seed } = readWish(sent ?? new Uint8Array(), id)
    return [`What went out is “${words}”, with the seed ${seed}.`]
  } catch {
    return ['What went out is nothing that can be painted.']
  }
}

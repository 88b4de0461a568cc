/** Whether a text is the whole address of something on the web. */
export function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text)
}

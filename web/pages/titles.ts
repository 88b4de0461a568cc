/** What a stream without a title is called, wherever it is shown. */
export const UNTITLED = 'Live stream'

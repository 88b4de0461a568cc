/** A worklet's code as text: see vite.worklet.ts. */
declare module '*?worklet' {
  const code: string
  export default code
}

/** The pages of docs/guide, made when the pages are built: see vite.guide.ts. */
declare module 'virtual:guide' {
  export const chapters: import('../../vite.guide.ts').Chapter[]
}

/** What Workers alone have, and TypeScript's types of the DOM leave out. */
interface FileSystemSyncAccessHandle {
  /** @returns bytes that were written */
  write(data: Uint8Array, options: { at: number }): number
  /** @returns bytes that were read */
  read(into: Uint8Array, options: { at: number }): number
  truncate(size: number): void
  getSize(): number
  flush(): void
  close(): void
}

interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle>
}

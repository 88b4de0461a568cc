export function prepare(): Promise<void>
export function nodeFits(version: string): boolean
export function isInstalled(project: string): boolean

export type Logs = { x: 1 }

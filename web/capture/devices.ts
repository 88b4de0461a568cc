/** A camera or a microphone that can be chosen. Labels are empty until the person has allowed the use of one. */
export type Device = { id: string; label: string }

export type Devices = { cameras: Device[]; microphones: Device[] }

/** The devices there are now. */
export async function listDevices(): Promise<Devices> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  const of = (kind: MediaDeviceKind) =>
    devices
      .filter(device => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { cameras: of('videoinput'), microphones: of('audioinput') }
}

/** Tells when a device is plugged in or out; returns the unsubscribe function. */
export function onDevices(listener: (devices: Devices) => void): () => void {
  const tell = () => {
    listDevices().then(listener, () => {})
  }
  navigator.mediaDevices.addEventListener('devicechange', tell)
  return () => navigator.mediaDevices.removeEventListener('devicechange', tell)
}

/** A deployment is not as it should be: what differs, and what to do about it. */
export class DeploymentFault extends Error {
  override readonly name = 'DeploymentFault'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

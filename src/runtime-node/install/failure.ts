/** A settings file that can't be changed safely; nothing was written. The message says why. */
export class InstallFailure extends Error {
  override readonly name = 'InstallFailure'
}

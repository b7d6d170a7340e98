import { AppError } from '../../../shared/errors.ts'
import type { ErrorCode } from '../../../shared/errors.ts'

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'exportDiskFull',
  EDQUOT: 'exportDiskFull',
  EFBIG: 'exportDiskFull',
  EACCES: 'exportNoRight',
  EPERM: 'exportNoRight',
  EROFS: 'exportNoRight',
  ENOENT: 'exportNoFolder',
  ENOTDIR: 'exportNoFolder',
  EISDIR: 'exportNoFolder',
  ENAMETOOLONG: 'exportNameTooLong',
  EIO: 'exportDiskGone',
  ENODEV: 'exportDiskGone',
  ENXIO: 'exportDiskGone',
  EBUSY: 'exportInUse',
  ETXTBSY: 'exportInUse',
}

/** What the disk said of an exported file, by the name people are told; anything else stays as it is. */
export const fileFailure = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const code = CODES[error.code]
  if (!code) return error
  // The folder took the file under another name, so it is the file of this name that cannot be replaced: another program has it.
  const replaces = 'syscall' in error && error.syscall === 'rename' && code === 'exportNoRight'
  return new AppError(replaces ? 'exportInUse' : code, {}, { cause: error })
}

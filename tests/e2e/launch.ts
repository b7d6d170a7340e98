import { electronBinary } from '../../scripts/electron-binary.ts'
import { launchOnChromium } from './launch-chromium.ts'
import { launchOnElectron } from './launch-electron.ts'
import type { LaunchOptions, Launched } from './launched.ts'

/** Starts the application from `out/` (build it first) on Electron where its binary is, else on Chromium. */
export const launchApp = (options: LaunchOptions): Promise<Launched> => {
  const electron = electronBinary()
  return electron === null ? launchOnChromium(options) : launchOnElectron(electron, options)
}

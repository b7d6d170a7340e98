import { BrowserWindow } from 'electron'
import type { Session } from 'electron'
import type { Printer } from '../ports.ts'
import { pagePreferences } from './our-page.ts'
import { START_URL } from './scheme.ts'
import { confine } from './security.ts'

/** Pixels of a printed page's width: A4 at 96 a inch, without its margins, made a third wider and printed smaller. */
const WIDTH = 960
const HEIGHT = 800
const INCHES = 0.4

/** Our own page in a window that nobody sees, made a picture of once it says that everything is on it. */
export const createPrinter =
  (needs: { readonly preload: string; readonly session: Session }): Printer =>
  async ({ page, format, ready }) => {
    const window = new BrowserWindow({
      width: WIDTH,
      height: HEIGHT,
      useContentSize: true,
      show: false,
      paintWhenInitiallyHidden: true,
      title: 'Buydesk',
      // A window that is not seen would be given no time otherwise.
      webPreferences: { ...pagePreferences(needs), backgroundThrottling: false },
    })
    confine(window.webContents)
    try {
      // A window with a view of its own, so that it changes nobody's.
      await window.loadURL(`${START_URL}?window=print#${page}`)
      const { height } = await ready
      if (format === 'pdf')
        return await window.webContents.printToPDF({
          pageSize: 'A4',
          printBackground: true,
          scale: 0.75,
          margins: { top: INCHES, bottom: INCHES, left: INCHES, right: INCHES },
        })
      window.setContentSize(WIDTH, Math.ceil(height))
      return (await window.webContents.capturePage()).toPNG()
    } finally {
      window.destroy()
    }
  }

import { BrowserWindow } from 'electron'
import type { Session } from 'electron'
import type { PrintDialog, PrintedPage, Printer } from '../ports.ts'
import { pagePreferences } from './our-page.ts'
import { START_URL } from './scheme.ts'
import { confine } from './security.ts'

/** Pixels of a printed page's width: A4 at 96 a inch, without its margins, made a third wider and printed smaller. */
const WIDTH = 960
const HEIGHT = 800
const SCALE = 0.75
const INCHES = 0.4
/** As the dialog says that nobody wanted it printed after all. */
const CANCELLED = /cancel/i

interface Needs {
  readonly preload: string
  readonly session: Session
}

/** Our own page in a window that nobody sees, once it says that everything is on it. */
const withPage = async <Made>(
  needs: Needs,
  { page, ready }: PrintedPage,
  make: (window: BrowserWindow, height: number) => Promise<Made>,
): Promise<Made> => {
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
    return await make(window, height)
  } finally {
    window.destroy()
  }
}

export const createPrinter =
  (needs: Needs): Printer =>
  ({ format, ...of }) =>
    withPage(needs, of, async (window, height): Promise<Uint8Array> => {
      if (format === 'pdf')
        return window.webContents.printToPDF({
          pageSize: 'A4',
          printBackground: true,
          scale: SCALE,
          margins: { top: INCHES, bottom: INCHES, left: INCHES, right: INCHES },
        })
      window.setContentSize(WIDTH, Math.ceil(height))
      return (await window.webContents.capturePage()).toPNG()
    })

export const createPrintDialog =
  (needs: Needs): PrintDialog =>
  (of) =>
    withPage(
      needs,
      of,
      ({ webContents }) =>
        new Promise<void>((resolve, reject) => {
          webContents.print({ pageSize: 'A4', printBackground: true, scaleFactor: SCALE * 100 }, (isPrinted, reason) =>
            isPrinted || CANCELLED.test(reason) ? resolve() : reject(new Error(reason)),
          )
        }),
    )

import type { ReactElement } from 'react'
import css from './figures.module.css'

const ROUND = 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0'
/** Icons of lucide, each as one path, so that a row that becomes another one only changes it. */
const PATHS = {
  alert: `${ROUND}M12 8v4M12 16h.01`,
  archive:
    'M3 3h18a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8M10 12h4',
  check: `${ROUND}M16 9l-5.5 5.5L8 12`,
  checklist:
    'M9 2h6a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM16 4h2a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h2M9 14l2 2 4-4',
  clock: `${ROUND}M12 6v6l4 2`,
  cross: `${ROUND}M15 9l-6 6M9 9l6 6`,
  dashed:
    'M10.1 2.182a10 10 0 0 1 3.8 0M13.9 21.818a10 10 0 0 1-3.8 0M17.609 3.721a10 10 0 0 1 2.69 2.7M2.182 13.9a10 10 0 0 1 0-3.8M20.279 17.609a10 10 0 0 1-2.7 2.69M21.818 10.1a10 10 0 0 1 0 3.8M3.721 6.391a10 10 0 0 1 2.7-2.69M6.391 20.279a10 10 0 0 1-2.69-2.7',
  help: `${ROUND}M9 9.5a3 2.5 0 0 1 6 0c0 2-2 2-3 3.5M12 17h.01`,
  loader: 'M21 12a9 9 0 1 1-6.219-8.56',
  pause: `${ROUND}M10 15V9M14 15V9`,
  pencil:
    'M13 21h8M15 5l4 4M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z',
  play: `${ROUND}M9 9.003a1 1 0 0 1 1.517-.859l4.997 2.997a1 1 0 0 1 0 1.718l-4.997 2.997A1 1 0 0 1 9 14.996z`,
  plus: `${ROUND}M8 12h8M12 8v8`,
  slash: `${ROUND}M9 15l6-6`,
  trash: 'M10 11v6M14 11v6M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2',
  undo: 'M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11',
  unlink:
    'M18.84 12.25l1.72-1.71h-.02a5.004 5.004 0 0 0-.12-7.07 5.006 5.006 0 0 0-6.95 0l-1.72 1.71M5.17 11.75l-1.71 1.71a5.004 5.004 0 0 0 .12 7.07 5.006 5.006 0 0 0 6.95 0l1.71-1.71M8 2v3M2 8h3M16 19v3M19 16h3',
  warning: 'M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01',
} as const
export type DrawingId = keyof typeof PATHS

/** An icon in a row, of which a table has hundreds; what it says stands beside it, or is the name of what holds it. */
export const Drawing = ({ id }: { readonly id: DrawingId }): ReactElement => (
  <svg className={css['drawing']} viewBox="0 0 24 24" aria-hidden>
    <path d={PATHS[id]} />
  </svg>
)

import { CircleAlert, CircleCheck, CircleSlash, Download, FolderOpen, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect, useRef } from 'react'
import type { ExportState } from '../../../shared/domain/exports.ts'
import { isPicture } from '../../../shared/domain/exports.ts'
import { call, CallError } from '../../api.ts'
import { useFormat, useLocale, useSentence, useStrings } from '../../strings/use-strings.ts'
import { useServer } from '../../stores/server.ts'
import { bytesText } from '../../ui/bytes-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Progress } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './status-bar.module.css'

const EVENTS = ['exports.changed', 'app.changed'] as const

const Item = ({ entry }: { readonly entry: ExportState }): ReactElement => {
  const { exports } = useStrings()
  const sentence = useSentence()
  const format = useFormat()
  const locale = useLocale()
  const say = useSay()
  const { id, name, state, failure, share } = entry
  const size = bytesText(entry.bytes, locale)
  return (
    <li className={css['export']}>
      {state === 'done' ? (
        <CircleCheck size={14} className={css['good']} aria-hidden />
      ) : state === 'failed' ? (
        <CircleAlert size={14} className={css['bad']} aria-hidden />
      ) : state === 'cancelled' ? (
        <CircleSlash size={14} className={css['none']} aria-hidden />
      ) : (
        <Download size={14} aria-hidden />
      )}
      <span className={css['limitName']}>
        <span data-text className={css['file']} title={name}>
          {name}
        </span>
        <small className={css['facts']}>
          {failure
            ? sentence(failure)
            : `${exports.states[state]} · ${isPicture(entry.format) ? size : exports.rowsAndSize(format.count(entry.rows), size)}`}
        </small>
        {state === 'running' ? <Progress label={name} share={isPicture(entry.format) ? null : share} /> : null}
      </span>
      {state === 'running' ? (
        <IconButton
          label={exports.cancel(format.quoted(name))}
          icon={<X />}
          size="small"
          onClick={() => void call('exports.cancel', { id }).catch(say.failed)}
        />
      ) : state === 'done' ? (
        <IconButton
          label={exports.reveal}
          icon={<FolderOpen />}
          size="small"
          onClick={() => void call('exports.reveal', { id }).catch(say.failed)}
        />
      ) : null}
    </li>
  )
}

/** Says once of each export how it ended. */
const useEnds = (list: readonly ExportState[] | undefined): void => {
  const { exports } = useStrings()
  const say = useSay()
  const running = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!list) return
    for (const { id, name, state, failure } of list) {
      if (!running.current.has(id)) continue
      if (state === 'done')
        say.done(exports.done(name), {
          label: exports.reveal,
          run: () => void call('exports.reveal', { id }).catch(say.failed),
        })
      if (state === 'failed' && failure) say.failed(new CallError(failure.code, failure.data))
    }
    running.current = new Set(list.flatMap(({ id, state }) => (state === 'running' ? [id] : [])))
  }, [list, exports, say])
}

/** Files that are being written, and those that were. */
export const ExportsPart = (): ReactElement | null => {
  const { exports } = useStrings()
  const format = useFormat()
  const list = useServer('exports.list', () => call('exports.list'), EVENTS).value
  useEnds(list)
  if (!list || list.length === 0) return null
  const running = list.filter(({ state }) => state === 'running')
  const [first] = running
  return (
    <Popover
      side="top"
      align="end"
      label={exports.title}
      trigger={
        <button type="button" className={css['part']} data-exports>
          <Download size={13} aria-hidden />
          {first ? exports.running(format.share(first.share)) : exports.files(list.length)}
        </button>
      }
    >
      <div className={css['pane']}>
        <h2>{exports.title}</h2>
        <ul className={css['limits']} tabIndex={0} aria-label={exports.title}>
          {list.map((entry) => (
            <Item key={entry.id} entry={entry} />
          ))}
        </ul>
      </div>
    </Popover>
  )
}

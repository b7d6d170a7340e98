import { FileDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { MOST_RULES_BYTES } from '../../../shared/domain/house-rules.ts'
import type { RulesTaken } from '../../../shared/domain/house-rules.ts'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Banner } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './settings.module.css'

/** As many as are named one by one. */
const NAMED = 20

interface TakenProps {
  readonly taken: Extract<RulesTaken, { readonly ok: true }>
  readonly onClose: () => void
}

const Taken = ({ taken: { added, same, refused }, onClose }: TakenProps): ReactElement => {
  const { house, common } = useStrings()
  const format = useFormat()
  return (
    <Dialog open onClose={onClose} title={house.file.taken} footer={<Button onClick={onClose}>{common.ok}</Button>}>
      <p>{house.file.added(added)}</p>
      {same > 0 ? <p>{house.file.same(same)}</p> : null}
      {refused.length > 0 ? (
        <div>
          {house.file.refused(refused.length)}
          <ul className={css['refused']}>
            {refused.slice(0, NAMED).map(({ at, name }) => (
              <li key={at}>{house.file.refusedAt(format.count(at), name === '' ? '–' : format.quoted(name, 60))}</li>
            ))}
            {refused.length > NAMED ? <li>{house.file.more(format.count(refused.length - NAMED))}</li> : null}
          </ul>
        </div>
      ) : null}
    </Dialog>
  )
}

/** Writes the rules to a file, and adds those of a file to them. */
export const RulesFileButtons = ({ count }: { readonly count: number }): ReactElement => {
  const { house, rates } = useStrings()
  const { file } = house
  const format = useFormat()
  const say = useSay()
  const [busy, setBusy] = useState<'take' | 'write' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [taken, setTaken] = useState<TakenProps['taken'] | null>(null)

  const take = async (chosen: File): Promise<void> => {
    setProblem(null)
    if (chosen.size > MOST_RULES_BYTES) return setProblem(rates.tooBig(format.count(MOST_RULES_BYTES / 1_000_000)))
    const text = await chosen.text().catch(() => null)
    if (text === null) return setProblem(rates.unreadable)
    setBusy('take')
    try {
      const answer = await call('kept.takeRules', { text })
      if (answer.ok) setTaken(answer)
      else setProblem(file.problems[answer.problem])
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(null)
    }
  }
  const write = async (): Promise<void> => {
    setBusy('write')
    try {
      const written = await call('kept.writeRules', undefined)
      if (written !== null) say.done(file.written(written))
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(null)
    }
  }

  return (
    <>
      <FileButton
        label={file.take}
        title={file.takeHint}
        accept=".json,application/json"
        busy={busy === 'take'}
        onFile={(chosen) => void take(chosen)}
      />
      {count === 0 ? null : (
        <Button icon={<FileDown />} busy={busy === 'write'} onClick={() => void write()}>
          {file.write}
        </Button>
      )}
      {problem === null ? null : <Banner meaning="bad">{problem}</Banner>}
      {taken === null ? null : <Taken taken={taken} onClose={() => setTaken(null)} />}
    </>
  )
}

import { ShieldCheck, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { JournalCheck, JournalState } from '../../../shared/domain/journal.ts'
import { call } from '../../api.ts'
import { useNow } from '../../stores/now.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Facts, Section } from '../../ui/section.tsx'
import { Badge, Banner, Progress, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './health.module.css'

const Broken = ({ check }: { readonly check: Extract<JournalCheck, { intact: false }> }): ReactElement => {
  const { health } = useStrings()
  const format = useFormat()
  const row = format.count(check.firstBroken)
  return (
    <>
      <Banner meaning="bad">
        {check.what === 'shown'
          ? health.journalShown(row)
          : check.firstBroken > check.rows
            ? health.journalCut(row)
            : health.journalBroken(row)}{' '}
        {health.journalCause} {check.firstBroken > 1 ? health.journalTrusted : null}
      </Banner>
      <p data-text>{health.journalWhatToDo}</p>
    </>
  )
}

/** Whether the journal of edits is as it was written, since when that is known, and a way to look again. */
export const Journal = ({ journal }: { readonly journal: JournalState | undefined }): ReactElement => {
  const { health } = useStrings()
  const format = useFormat()
  const now = useNow()
  const say = useSay()
  const [isAsked, setAsked] = useState(false)
  const { go } = useView.getState()
  if (!journal) return <Skeleton lines={4} />
  const { rows, last, running } = journal

  const check = async (): Promise<void> => {
    setAsked(true)
    try {
      await call('journal.check')
    } catch (error) {
      say.failed(error)
    } finally {
      setAsked(false)
    }
  }

  return (
    <div className={css['columns']}>
      <Section title={health.journal}>
        {last?.check.intact === false ? <Broken check={last.check} /> : null}
        <Facts
          facts={[
            [
              health.journalState,
              last === null ? (
                <Badge key="state">{health.journalUnchecked}</Badge>
              ) : (
                <Badge key="state" meaning={last.check.intact ? 'good' : 'bad'} icon>
                  {last.check.intact ? health.journalWhole : health.journalAltered}
                </Badge>
              ),
            ],
            [health.journalRows, format.count(rows)],
            [
              health.journalChecked,
              last === null ? (
                health.notChecked
              ) : (
                <span key="checked" title={format.exact(last.at)}>
                  {format.ago(last.at, now)}
                  {last.check.intact && last.check.rows < rows ? (
                    <span className={css['faint']}>{` · ${health.journalSince(rows - last.check.rows)}`}</span>
                  ) : null}
                </span>
              ),
            ],
          ]}
        />
        <div className={css['buttons']}>
          <Button icon={<ShieldCheck />} busy={isAsked} onClick={() => void check()}>
            {health.journalCheck}
          </Button>
          {running ? (
            <>
              <Button icon={<X />} onClick={() => void call('journal.cancel').catch(say.failed)}>
                {health.journalCancel}
              </Button>
              <div className={css['following']}>
                <Progress
                  label={health.journalChecking}
                  share={running.total === 0 ? null : running.done / running.total}
                />
                <span className={css['faint']}>
                  {health.journalProgress(format.count(running.done), format.count(running.total))}
                </span>
              </div>
            </>
          ) : last?.check.intact === false ? (
            <Button onClick={() => go('timeline')}>{health.journalCompare}</Button>
          ) : null}
        </div>
      </Section>
      <Section title={health.journalHow}>
        <p data-text>{health.journalHowText}</p>
        <p className={css['faint']}>{health.journalWhenText}</p>
        <div className={css['buttons']}>
          <Button onClick={() => go('edits')}>{health.journalOpen}</Button>
        </div>
      </Section>
    </div>
  )
}

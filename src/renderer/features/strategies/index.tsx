import { Plus, ShieldCheck } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Room } from '../../ui/room.tsx'
import { Banner, Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import type { Draft } from './draft.ts'
import { draftOf, newDraft } from './draft.ts'
import { Editor } from './editor.tsx'
import { RunLog } from './run-log.tsx'
import css from './strategies.module.css'
import { StrategyItem } from './strategy-item.tsx'

const EVENTS = ['strategies.changed'] as const

export const StrategiesRoom = (): ReactElement => {
  const { strategies } = useStrings()
  const { value, failure, refresh } = useServer('strategies.list', () => call('strategies.list'), EVENTS)
  const accounts = useAccounts().value
  const watched = accounts?.rows.filter((account) => account.watched) ?? []
  const selected = useView((state) => (state.selected?.kind === 'strategy' ? state.selected.id : null))
  const [draft, setDraft] = useState<Draft | null>(null)
  const current = value?.find(({ id }) => id === selected) ?? value?.[0]
  const select = (id: string): void => useView.getState().select({ kind: 'strategy', id })
  const create = (
    <Button
      kind="primary"
      icon={<Plus />}
      disabled={watched.length === 0}
      onClick={() => setDraft(newDraft(watched, strategies.defaultName))}
    >
      {strategies.create}
    </Button>
  )
  const isEmpty = value?.length === 0

  return (
    <Room
      title={strategies.title}
      note={value && !isEmpty ? strategies.count(value.length) : null}
      actions={isEmpty ? null : create}
      banner={failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
      page
    >
      {value ? (
        isEmpty ? (
          <Empty
            icon={<ShieldCheck />}
            title={strategies.emptyTitle}
            actions={
              accounts && watched.length === 0 ? (
                <Button onClick={() => useView.getState().go('accounts')}>{strategies.needAccounts}</Button>
              ) : (
                create
              )
            }
          >
            {strategies.emptyText}
          </Empty>
        ) : (
          <>
            <div className={css['explain']}>
              <Banner meaning="info">{strategies.watchText}</Banner>
            </div>
            <ul className={css['list']} aria-label={strategies.title}>
              {value.map((strategy) => (
                <StrategyItem
                  key={strategy.id}
                  strategy={strategy}
                  isCurrent={strategy.id === current?.id}
                  onSelect={() => select(strategy.id)}
                  onEdit={() => setDraft(draftOf(strategy))}
                />
              ))}
            </ul>
            {current ? (
              <>
                <h2 className={css['heading']}>{strategies.log}</h2>
                <RunLog key={current.id} strategy={current} />
              </>
            ) : null}
          </>
        )
      ) : failure ? null : (
        <Skeleton lines={8} height="32px" />
      )}
      {draft ? (
        <Editor
          first={draft}
          watched={watched}
          onClose={(savedId) => {
            setDraft(null)
            if (savedId !== null) select(savedId)
          }}
        />
      ) : null}
    </Room>
  )
}

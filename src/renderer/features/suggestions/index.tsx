import { Lightbulb } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Room } from '../../ui/room.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { SuggestionItem } from './suggestion-item.tsx'
import css from './suggestions.module.css'

const EVENTS = ['suggestions.changed'] as const
const LIVE: readonly string[] = ['open', 'applying', 'failed']

export const SuggestionsRoom = (): ReactElement => {
  const { suggestions } = useStrings()
  const selected = useView((state) => (state.selected?.kind === 'suggestion' ? state.selected.id : null))
  const { value, failure, refresh } = useServer('suggestions.list', () => call('suggestions.list'), EVENTS)
  // Null: nothing was opened or closed by hand yet, so the first one is open.
  const [opened, setOpened] = useState<ReadonlySet<string> | null>(null)
  const live = value?.filter(({ status }) => LIVE.includes(status)) ?? []
  const rest = value?.filter(({ status }) => !LIVE.includes(status)) ?? []
  const first = selected ?? live[0]?.id
  const open = opened ?? new Set(first === undefined ? [] : [first])
  const toggle = (id: string): void => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpened(next)
  }
  const list = (items: typeof live, label: string): ReactElement => (
    <ul className={css['list']} aria-label={label}>
      {items.map((suggestion) => (
        <SuggestionItem
          key={suggestion.id}
          suggestion={suggestion}
          isOpen={open.has(suggestion.id)}
          onToggle={() => toggle(suggestion.id)}
        />
      ))}
    </ul>
  )
  return (
    <Room
      title={suggestions.title}
      note={live.length > 0 ? suggestions.count(live.length) : null}
      banner={failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
      page
    >
      {value ? (
        <>
          {live.length > 0 ? (
            list(live, suggestions.title)
          ) : (
            <Empty
              icon={<Lightbulb />}
              title={suggestions.emptyTitle}
              actions={<Button onClick={() => useView.getState().go('strategies')}>{suggestions.emptyAction}</Button>}
            >
              {suggestions.emptyText}
            </Empty>
          )}
          {rest.length > 0 ? (
            <>
              <h2 className={css['heading']}>{suggestions.recent}</h2>
              {list(rest, suggestions.recent)}
            </>
          ) : null}
        </>
      ) : failure ? null : (
        <Skeleton lines={8} height="40px" />
      )}
    </Room>
  )
}

import type { ReactElement } from 'react'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { TabList, TabPanel, TabsRoot } from '../../ui/tabs.tsx'
import { MadeEdits } from './made.tsx'
import { ChangeSets } from './sets.tsx'

const TABS = ['made', 'sets'] as const
type TabId = (typeof TABS)[number]

/** What was changed at Meta, and what waits to be. */
export const EditsRoom = (): ReactElement => {
  const { sets } = useStrings()
  const selected = useView((state) => state.selected?.kind)
  const remembered = useView((state) => TABS.find((id) => id === state.tabs['edits']) ?? 'made')
  // A link leads to a set, or to an edit, whatever was open last.
  const tab: TabId = selected === 'set' ? 'sets' : selected === 'edit' ? 'made' : remembered
  const go = (id: TabId): void => {
    const view = useView.getState()
    view.setTab('edits', id)
    view.select(null)
  }
  const list = <TabList label={sets.parts} tabs={TABS.map((id) => ({ id, label: sets.tabs[id] }))} />
  return (
    <TabsRoot value={tab} onChange={go}>
      <TabPanel id={tab}>{tab === 'sets' ? <ChangeSets tabs={list} /> : <MadeEdits tabs={list} />}</TabPanel>
    </TabsRoot>
  )
}

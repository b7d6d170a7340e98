import { ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'
import { memo } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import { useTables } from '../../stores/tables.ts'
import type { LevelTable, Parents } from '../../stores/tables.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Chip, ChipText } from '../../ui/chip.tsx'

const ParentChipsInner = ({ level, table }: { readonly level: Level; readonly table: LevelTable }): ReactElement => {
  const { table: words } = useStrings()
  const { parents } = table
  const { change, goTo } = useTables.getState()
  const steps = [
    {
      at: 'campaign',
      text:
        parents.campaignName === null
          ? words.inCampaigns(parents.campaignIds.length)
          : words.inOne(parents.campaignName),
      count: parents.campaignIds.length,
      without: { campaignIds: [], campaignName: null },
    },
    {
      at: 'adset',
      text: parents.adSetName === null ? words.inAdSets(parents.adSetIds.length) : words.inOne(parents.adSetName),
      count: parents.adSetIds.length,
      without: { adSetIds: [], adSetName: null },
    },
  ] as const satisfies readonly { readonly at: Level; readonly without: Partial<Parents>; [key: string]: unknown }[]
  return (
    <>
      {steps
        .filter(({ count }) => count > 0)
        .map(({ at, text, without }) => (
          <Chip
            key={at}
            accent
            removeLabel={words.removeFilter(text)}
            onRemove={() => change(level, { parents: { ...parents, ...without } })}
          >
            <ChipText onClick={() => goTo(at)}>
              <bdi>{text}</bdi>
            </ChipText>
            <ChevronRight size={12} aria-hidden />
          </Chip>
        ))}
    </>
  )
}

/** The way down to what is shown: which campaigns and ad sets it is under. Each step leads back up, or is let go. */
export const ParentChips = memo(ParentChipsInner)

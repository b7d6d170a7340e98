import { RotateCcw } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/states.tsx'
import type { SetActs } from './use-set.ts'

interface SetBannersProps {
  readonly set: ShownSet
  readonly acts: SetActs
}

/** What of the set waits for a person, with what can be done about it. */
export const SetBanners = ({ set, acts }: SetBannersProps): ReactElement | null => {
  const { sets } = useStrings()
  const { counts } = set
  if (counts.conflicts === 0 && counts.rejected === 0) return null
  return (
    <>
      {counts.conflicts > 0 ? (
        <Banner
          meaning="warn"
          actions={
            <>
              <Button size="small" busy={acts.busy === 'theirs'} onClick={() => acts.resolve('theirs')}>
                {sets.theirsAll}
              </Button>
              <Button size="small" busy={acts.busy === 'mine'} onClick={() => acts.resolve('mine')}>
                {sets.mineAll}
              </Button>
            </>
          }
        >
          {sets.conflicts(counts.conflicts)}
        </Banner>
      ) : null}
      {counts.rejected > 0 ? (
        <Banner
          meaning="bad"
          actions={
            <Button size="small" icon={<RotateCcw />} busy={acts.busy === 'retry'} onClick={() => acts.begin('retry')}>
              {sets.retry(counts.rejected)}
            </Button>
          }
        >
          {sets.failedAll(counts.rejected)}
        </Banner>
      ) : null}
    </>
  )
}

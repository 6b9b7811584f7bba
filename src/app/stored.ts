/** What the store keeps and the doors show as it is: http sees no more of the store than these shapes. */
export type {
  DraftCell,
  StoredCollectionRound as CollectionRound,
  StoredHistory as RowPast,
  StoredRemark as Remark,
  StoredSheet as Sheet,
  VersionHead,
} from '../store/index.ts'

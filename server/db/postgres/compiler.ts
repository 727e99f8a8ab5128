import {
  AliasNode,
  ColumnNode,
  IdentifierNode,
  PostgresQueryCompiler,
  RawNode,
  ReferenceNode,
  TableNode,
  type CollateNode,
  type OperationNode,
  type OrderByItemNode,
  type SelectQueryNode,
} from 'kysely';

/*
 * Spells queries so that PostgreSQL answers them as SQLite does: text is ordered sign by sign, and what is empty is less
 * than everything else. PostgreSQL puts what is empty last, and an index that is in the usual order helps only where
 * nothing is said of it: so nothing is said of columns that are never empty.
 */
export class RecordsCompiler extends PostgresQueryCompiler {
  /** Names of columns that are never empty, in whichever table. */
  private readonly full: ReadonlySet<string>;
  /** Of the selects being spelled, the innermost last: names of tables whose row may be missing. */
  private readonly optional: ReadonlySet<string>[] = [];

  constructor(full: ReadonlySet<string>) {
    super();
    this.full = full;
  }

  protected override visitSelectQuery(node: SelectQueryNode): void {
    const outer = (node.joins ?? []).filter(({ joinType }) => /Left|Full|Outer/.test(joinType));
    this.optional.push(new Set(outer.map(({ table }) => nameOf(table))));
    super.visitSelectQuery(node);
    this.optional.pop();
  }

  protected override visitOrderByItem(node: OrderByItemNode): void {
    if (node.nulls !== undefined || !this.mayBeEmpty(node.orderBy)) return super.visitOrderByItem(node);
    super.visitOrderByItem({ ...node, nulls: isDescending(node) ? 'last' : 'first' });
  }

  protected override visitCollate(node: CollateNode): void {
    super.visitCollate(
      node.collation.name === 'binary' ? { ...node, collation: IdentifierNode.create('C') } : node,
    );
  }

  private mayBeEmpty(ordered: OperationNode): boolean {
    const optional = this.optional.at(-1) ?? new Set();
    if (ReferenceNode.is(ordered) && ColumnNode.is(ordered.column)) {
      const table = ordered.table && nameOf(ordered.table);
      if (table === undefined ? optional.size > 0 : optional.has(table)) return true;
      return !this.full.has(ordered.column.column.name);
    }
    if (ColumnNode.is(ordered)) return optional.size > 0 || !this.full.has(ordered.column.name);
    return true;
  }
}

function isDescending({ direction }: OrderByItemNode): boolean {
  return direction !== undefined && RawNode.is(direction) && direction.sqlFragments.join('') === 'desc';
}

/** What a joined table goes by in the query. */
function nameOf(table: OperationNode): string {
  if (AliasNode.is(table)) return IdentifierNode.is(table.alias) ? table.alias.name : '';
  return TableNode.is(table) ? table.table.identifier.name : '';
}

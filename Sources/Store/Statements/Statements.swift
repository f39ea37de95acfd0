/// Every statement of the store, by what it is about, and named for what it gives or does.
///
/// Each text is a literal in one place: a session keeps what it has prepared by the address of the text. A
/// placeholder `?` stands beside its column; where that does not say what it is, the statement does, `?1` for the
/// first value. `StatementTests` lists them all and holds their plans. What belongs to the full-text index alone
/// stands with it, in `Search`.
enum Statements {}

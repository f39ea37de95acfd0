internal import STIX
public import Work

extension Workspace {
    /// Programmes that partners run together: parties, dates and steps.
    public static let industry = Workspace(
        "industry",
        "Programmes that partners run together: parties, dates and steps.",
        types: [.programme]
    )
}

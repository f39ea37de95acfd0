internal import STIX
public import Work

extension Workspace {
    /// Defence spending: figures with what is counted and of what they are a share.
    public static let spending = Workspace(
        "spending",
        "Defence spending: figures with what is counted and of what they are a share.",
        types: [.spending]
    )
}

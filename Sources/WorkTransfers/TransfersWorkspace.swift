internal import STIX
public import Work

extension Workspace {
    /// Transfer, export and end-use rules: whose, from when, to what they apply and on which conditions.
    public static let transfers = Workspace(
        "transfers",
        "Transfer, export and end-use rules: whose, from when, to what they apply and on which conditions.",
        types: [.transferRule]
    )
}

internal import Flows
internal import Release
public import STIX
public import Work
internal import WorkCases
internal import WorkCommitments
internal import WorkCyber
internal import WorkExercises
internal import WorkIndustry
internal import WorkSpending
internal import WorkTalks
internal import WorkTransfers
internal import WorkWatch

/// The workspaces of this build, in the order of the menu.
public enum Workspaces {
    /// All of them.
    public static let all: [Workspace] = [
        .watch, .cyber, .sightings, .cases, .talks, .texts, .exercises, .commitments, .industry, .spending,
        .transfers,
    ]

    /// The types that objects are judged by: those of STIX 2.1, of the exchange and of the workspaces, and some of
    /// others.
    public static let types = TypeTable(
        [.notice] + all.flatMap(\.types),
        others: FlowTypes.all,
        additions: FlowTypes.additions
    )
}

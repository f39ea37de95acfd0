internal import AdvisoryServer
internal import CalendarServer
internal import ConsoleServer
internal import DetectionServer
internal import IndicatorServer
public import JSON
internal import MISPServer
internal import PaperServer
internal import RegistryServer
internal import SourceServer

/// The API for people, put together of what each room has of it.
public enum NodeCalls {
    static let all =
        APIService.ownCalls + APIService.registryRoomCalls + APIService.calendarCalls
        + APIService.workFilesCalls + APIService.caseFilesCalls + APIService.exerciseFilesCalls
        + APIService.detectionCalls
        + APIService.mispCalls + APIService.advisoryCalls
        + APIService.sourceCalls + APIService.hookCalls + APIService.indicatorCalls

    /// What else is served on the listener for people; made anew for each node.
    static var rooms: [ConsoleRoom] { [CalendarService.room(), DetectionService.room()] }

    /// Its document, in OpenAPI 3.1.
    public static var document: JSONTree { APIDocument.tree(of: all) }
}

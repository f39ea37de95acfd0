internal import ConsoleServer
public import JSON
internal import RegistryServer

/// The API for people, put together of what each room has of it.
public enum NodeCalls {
    static let all = APIService.ownCalls + APIService.registryRoomCalls

    /// Its document, in OpenAPI 3.1.
    public static var document: JSONTree { APIDocument.tree(of: all) }
}

internal import ConsoleServer
internal import Desk
internal import Installation
internal import Outside
internal import Store
internal import Webhooks

/// Places elsewhere, as a form of the console names them: of those that were listed at the command line.
///
/// No host, scheme or port is taken from a request, only a path below what is listed.
extension APIService {
    /// The place that a call names, with its whole address.
    func listedPlace(_ call: APICall, _ use: ListedServer.Use) throws(APIFault) -> (
        server: ListedServer, address: String
    ) {
        let (origin, path) = (try call.text("server"), try call.optional("path") ?? "")
        let servers = try reading { connection throws(StoreError) in try node.listedServers(use, connection) }
        guard let server = servers.first(where: { $0.origin == origin }) else {
            throw APIFault(
                422,
                "server-not-listed",
                "this server is not listed: whoever has the folder of the node lists it at the command line"
            )
        }
        guard path.isEmpty || path.hasPrefix("/"), path.utf8.count <= 500 else {
            throw .invalid("`path` does not begin with a slash, or is too long")
        }
        let address = origin + path
        // Whatever a path could do, it leads nowhere else.
        let reached =
            switch use {
            case .source: (try? OutsideAddress(address))?.origin
            case .hook: (try? HookAddress(address))?.origin
            }
        guard reached == origin else { throw .invalid("`path` is none") }
        return (server, address)
    }
}

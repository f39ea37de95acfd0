import Configuration
import Installation
import JSON

/// The list of places elsewhere that the console may use, as `entente source` and `entente hook` show and shorten it.
enum ListedPlaces {
    static func show(_ use: ListedServer.Use, _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let places = try NodeAccess.attempt { () throws(NodeError) in try node.listedServers(use) }
        NodeAccess.show(places, arguments) { place in
            .members([
                "address": .string(place.origin), "networks": .strings(place.networks),
                "authorities": .bool(place.authorities != nil),
            ])
        } text: { place in
            ([place.origin] + place.networks).joined(separator: "  ")
        }
        return .yes
    }

    static func forbid(_ use: ListedServer.Use, _ address: String, _ node: Node, _ arguments: Arguments)
        throws(CommandFailure) -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        let origin = address.hasSuffix("/") ? String(address.dropLast()) : address
        let isDone = try NodeAccess.attempt { () throws(NodeError) in
            try node.unlistServer(use, origin.lowercased(), by: officer)
        }
        return isDone ? .yes : .no
    }
}

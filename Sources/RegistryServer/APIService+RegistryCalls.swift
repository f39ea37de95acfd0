package import ConsoleServer

extension APIService {
    /// The calls of the registry.
    package static let registryRoomCalls = registryCalls + registryActsCalls + mustersCalls + destructionsCalls
}

import API
import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import Work

/// `lianshen serve`: the HTTP interface, and the workers unless they run elsewhere.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "启动服务 · Serve the HTTP interface, workers included.")

    @OptionGroup var options: SettingsOptions

    @Option(name: .long, help: "监听地址 · Address to listen on.")
    var host: String?

    @Option(name: .long, help: "监听端口 · Port to listen on.")
    var port: Int?

    @Flag(name: .long, inversion: .prefixedNo, help: "是否在本进程内处理任务 · Whether this process does machine jobs, too.")
    var work = true

    func run() async throws {
        let settings = try await Settings(options, host: host, port: port)
        _ = try settings.tls()
        let logger = settings.logger()
        let house = try await OpenHouse.open(settings, logger: logger)
        do {
            let bell = Bell()
            let relay = EventRelay(pool: house.database.pool, url: house.database.url, bell: bell, logger: logger)
            let hub = EventHub(notifier: relay)
            relay.deliver(to: hub)
            // Ended in the opposite order: first the interface drains, then the workers finish, last the cluster's watch goes.
            var services: [any Service] = [relay]
            if let cluster = house.database.cluster { services.append(ClusterWatch(cluster: cluster, logger: logger)) }
            let office = try work ? LogOffice.open(settings, house.database, logger: logger) : LogOffice.reading(settings)
            if work { services += try office.services + house.stamping(settings, logger) + [house.worker(settings, bell: bell, logger: logger)] }
            services.append(try house.interface(settings, relay: relay, hub: hub, log: office.folder, logger: logger))
            try await LastWord(logger: logger).run(services)
            await office.close()
            await house.database.close()
        } catch {
            await house.database.close()
            throw SettingsFault(listening: error, host: settings.host, port: settings.port) ?? error
        }
    }
}

/// `lianshen work`: machine jobs only, for a machine beside the one that serves.
struct WorkOnly: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "只处理任务 · Do machine jobs only; any number of such processes may run.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await Settings(options)
        let logger = settings.logger()
        let house = try await OpenHouse.open(settings, logger: logger)
        let bell = Bell()
        let relay = EventRelay(pool: house.database.pool, url: house.database.url, bell: bell, logger: logger)
        var services: [any Service] = [relay]
        if let cluster = house.database.cluster { services.append(ClusterWatch(cluster: cluster, logger: logger)) }
        let office = try LogOffice.open(settings, house.database, logger: logger)
        services += try office.services + house.stamping(settings, logger) + [house.worker(settings, bell: bell, logger: logger)]
        do { try await LastWord(logger: logger).run(services) } catch {
            await office.close()
            await house.database.close()
            throw error
        }
        await office.close()
        await house.database.close()
    }
}

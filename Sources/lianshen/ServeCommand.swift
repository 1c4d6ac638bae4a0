import API
import ArgumentParser
import Blobs
import Foundation
import Intake
import Logging
import ServiceLifecycle
import Sheets
import Store
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
        let logger = settings.logger()
        let house = try await OpenHouse.open(settings, logger: logger)
        do {
            let bell = Bell()
            let interface = try house.interface(settings, bell: bell, logger: logger)
            var services: [any Service] = [interface]
            if let cluster = house.database.cluster { services.append(ClusterWatch(cluster: cluster, logger: logger)) }
            services.append(house.notifier)
            if work { services.append(house.worker(settings, bell: bell, logger: logger)) }
            let group = ServiceGroup(
                configuration: .init(services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
            await house.database.close()
        } catch {
            await house.database.close()
            throw error
        }
    }
}

package dev.wsboot.benchmarks.servers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;

/** Netty on its NIO transport. Frames are returned as they came: it is not asked to make a String of a text. */
final class NettyServer {

    private static final ChannelGroup SUBSCRIBERS = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private NettyServer() {}

    static int start(int port, int largestMessage) throws InterruptedException {
        EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        // Zero threads is Netty's own default, two for every processor.
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(0, NioIoHandler.newFactory());
        Channel listener = new ServerBootstrap()
                .group(acceptor, loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, ServerKind.BACKLOG)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(8 * 1024),
                                        new ChoiceByPath(largestMessage));
                    }
                })
                .bind(port)
                .sync()
                .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Makes the rest of the pipeline for the path that is asked for, and is gone. */
    private static final class ChoiceByPath extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final int largestMessage;

        ChoiceByPath(int largestMessage) {
            this.largestMessage = largestMessage;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String path = request.uri();
            ChannelPipeline pipeline = context.pipeline();
            pipeline.addLast(new WebSocketServerProtocolHandler(path, null, true, largestMessage));
            if (path.equals("/broadcast")) {
                // Pieces of two messages must not mix; an echo may return the pieces as they are.
                pipeline.addLast(new WebSocketFrameAggregator(largestMessage), new Broadcast());
            } else {
                pipeline.addLast(new Echo());
            }
            pipeline.remove(this);
            context.fireChannelRead(ReferenceCountUtil.retain(request));
        }
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            context.write(frame.retain());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    private static final class Broadcast extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            SUBSCRIBERS.add(context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            SUBSCRIBERS.writeAndFlush(frame.retain());
        }
    }
}
